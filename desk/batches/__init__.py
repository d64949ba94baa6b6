"""Screen 1, 批次看板: uploads, progress, the table of submissions."""
