/** What ran the model: chosen per audit, and what a result says about it. */
export const addProviders = {
  version: 20,
  sql: `
    ALTER TABLE audits ADD COLUMN provider TEXT;
    ALTER TABLE results ADD COLUMN notes TEXT NOT NULL DEFAULT '[]';
  `,
} as const
