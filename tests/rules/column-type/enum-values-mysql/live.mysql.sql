CREATE TABLE `things` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `value` ENUM('a', 'b', 'old') NOT NULL,
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
