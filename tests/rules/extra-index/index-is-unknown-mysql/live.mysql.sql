CREATE TABLE `users` (`id` INTEGER NOT NULL, PRIMARY KEY (`id`));
CREATE TABLE `posts` (`id` INTEGER NOT NULL, `authorId` INTEGER NOT NULL, INDEX `by_author`(`authorId`, `id`), PRIMARY KEY (`id`));
ALTER TABLE `posts` ADD CONSTRAINT `posts_authorId_fkey` FOREIGN KEY (`authorId`) REFERENCES `users`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;
