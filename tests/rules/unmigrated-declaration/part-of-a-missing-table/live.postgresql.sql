CREATE TABLE "kept" (
    "id" INTEGER NOT NULL,
    CONSTRAINT "kept_pkey" PRIMARY KEY ("id")
);
{{prisma ledger: 20260101000000_init}}
