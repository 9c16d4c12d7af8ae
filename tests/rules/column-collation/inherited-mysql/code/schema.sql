CREATE TABLE things (a varchar(9), b int, c varchar(9) CHARACTER SET latin1 COLLATE latin1_swedish_ci, d json) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
