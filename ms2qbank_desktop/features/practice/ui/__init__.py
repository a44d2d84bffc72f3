"""Pages of practice: making a block, the list of blocks, the exam and its result."""
