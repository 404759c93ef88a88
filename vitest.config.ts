import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') }

/** What takes longest: run beside the browser's tests, which leave a core idle most of the time. */
const LONG = [
  'tests/library/model/model.test.ts',
  'tests/sync/faults.test.ts',
  'tests/sync/schedules.test.ts',
  'tests/cite/round-trip.test.ts',
  'tests/library/webdav/servers.test.ts',
  'tests/sites/pages.test.ts',
  'tests/corpus/removal.test.ts',
  'tests/corpus/index-upkeep.test.ts',
  'tests/sources/saved-page.test.ts',
  'tests/search/hostile.test.ts',
  'tests/library/backup-quota.test.ts',
]

export default defineConfig({
  resolve: { alias },
  test: {
    // All cores: by itself Vitest leaves one idle, which is half of a small machine.
    maxWorkers: '100%',
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: ['tests/e2e/**', ...LONG],
          testTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: { name: 'long', include: LONG, fileParallelism: false, testTimeout: 60_000 },
      },
      {
        resolve: { alias },
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          // One browser at a time: two cores carry no more.
          fileParallelism: false,
          // A machine that is held up for a second is no fault of Gloss; what fails twice is.
          retry: 1,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
