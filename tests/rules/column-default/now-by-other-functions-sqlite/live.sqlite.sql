CREATE TABLE "things" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "call" DATETIME NOT NULL DEFAULT (datetime('now')),
    "call_without" DATETIME NOT NULL DEFAULT (datetime()),
    "iso" DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    "short" DATETIME NOT NULL DEFAULT (strftime('%F %T', 'now')),
    "seconds" DATETIME NOT NULL DEFAULT (unixepoch()),
    "seconds_text" DATETIME NOT NULL DEFAULT (strftime('%s', 'NOW'))
);
