CREATE TABLE "things" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "later" DATETIME NOT NULL DEFAULT (datetime('now', '+1 day')),
    "earlier" DATETIME NOT NULL DEFAULT (strftime('%F %T', 'now', '-2 hours')),
    "the_word" DATETIME NOT NULL DEFAULT 'now',
    "the_keyword" DATETIME NOT NULL DEFAULT 'CURRENT_TIMESTAMP'
);
