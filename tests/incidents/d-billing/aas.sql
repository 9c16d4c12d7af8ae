-- What the restore brought back: everything but the products, and the record of all migrations.

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "categories" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "categories_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "regions" (
    "id" SERIAL NOT NULL,
    "code" VARCHAR(16) NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "regions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "terraform_vm_config" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "cpus" INTEGER NOT NULL DEFAULT 2,
    "memory_mb" INTEGER NOT NULL DEFAULT 2048,
    "disk_gb" INTEGER NOT NULL DEFAULT 20,
    "region_id" INTEGER NOT NULL,
    "template" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "terraform_vm_config_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provision_runs" (
    "id" SERIAL NOT NULL,
    "config_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "log" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "provision_runs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "categories_name_key" ON "categories"("name");

-- CreateIndex
CREATE UNIQUE INDEX "regions_code_key" ON "regions"("code");

-- CreateIndex
CREATE UNIQUE INDEX "terraform_vm_config_region_id_name_key" ON "terraform_vm_config"("region_id", "name");

-- CreateIndex
CREATE INDEX "provision_runs_config_id_started_at_idx" ON "provision_runs"("config_id", "started_at" DESC);

-- AddForeignKey
ALTER TABLE "terraform_vm_config" ADD CONSTRAINT "terraform_vm_config_region_id_fkey" FOREIGN KEY ("region_id") REFERENCES "regions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provision_runs" ADD CONSTRAINT "provision_runs_config_id_fkey" FOREIGN KEY ("config_id") REFERENCES "terraform_vm_config"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- the record of the migration tool

CREATE TABLE "_prisma_migrations" (
    "id" VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum" VARCHAR(64) NOT NULL,
    "finished_at" TIMESTAMPTZ,
    "migration_name" VARCHAR(255) NOT NULL,
    "logs" TEXT,
    "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count" INTEGER NOT NULL DEFAULT 0
);
INSERT INTO "_prisma_migrations" ("id", "checksum", "finished_at", "migration_name", "started_at", "applied_steps_count") VALUES
    ('00000001-0000-4000-8000-000000000000', 'ff2edf894846311b1484e79c69f1699d117c9c85d7181d342e674d7f65902513', '2025-10-03 08:20:13', '20251003082000_init', '2025-10-03 08:20:13', 1),
    ('00000002-0000-4000-8000-000000000000', '6e77782eac7669a2c393809e5734630f60b10a1c530e0c8c09bc1282ac5fee05', '2025-11-12 09:45:31', '20251112094500_add_products', '2025-11-12 09:45:31', 1);
