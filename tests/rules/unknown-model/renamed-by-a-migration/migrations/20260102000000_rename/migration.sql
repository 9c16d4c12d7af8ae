ALTER TABLE article RENAME TO posts;
