import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', 'runs/**'],
    // Tests on real wires share two cores with a browser and an emulated board: slow is no failure, hanging is.
    testTimeout: 90_000,
    hookTimeout: 90_000,
  },
});
