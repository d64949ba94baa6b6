"""Screen 3, 问题核对: findings one by one, with their places, decided by keyboard."""
