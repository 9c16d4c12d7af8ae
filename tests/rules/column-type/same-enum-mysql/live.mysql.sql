CREATE TABLE `things` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `value` ENUM('a', 'it''s') NOT NULL DEFAULT 'it''s',
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
