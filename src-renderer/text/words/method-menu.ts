export const methodMenuWords = {
  chosen: (label: string, method: string) => `${label}: ${method}`,
  obstacle: (why: string) => `Methods that read the model’s graph are not on offer: ${why}.`,
  ofAudit: 'in the audit',
} as const
