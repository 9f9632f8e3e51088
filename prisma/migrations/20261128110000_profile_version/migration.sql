-- Orders the frames that tell open pages how a person is shown now.
ALTER TABLE "User" ADD COLUMN "profileVersion" INTEGER NOT NULL DEFAULT 0;
