CREATE TABLE things (a varchar(9), b varchar(9) COLLATE utf8mb4_bin) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
