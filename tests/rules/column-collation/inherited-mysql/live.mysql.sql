CREATE TABLE things (a varchar(9) COLLATE utf8mb4_unicode_ci, b int, c varchar(9) CHARACTER SET latin1, d json) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
