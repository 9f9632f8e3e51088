-- Work that is done once a night, by one of the processes that could do it.
CREATE TABLE "NightlyRun" (
    "task" TEXT NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "result" INTEGER,
    CONSTRAINT "NightlyRun_pkey" PRIMARY KEY ("task")
);
