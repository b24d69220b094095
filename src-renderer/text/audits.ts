import type { AuditCard } from '#contracts/audit'

/** As a person called it; else by data set and model. */
export function auditTitle({ name, datasetName, modelName }: AuditCard): string {
  return name ?? `${datasetName} · ${modelName}`
}
