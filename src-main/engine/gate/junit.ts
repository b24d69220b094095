import type { GateCheck } from './check-gate'
import { gateWords } from './gate-words'

/** The checks as JUnit XML, which build servers show beside their tests. */
export function junitXml(suite: string, checks: readonly GateCheck[]): string {
  const failures = checks.filter(({ passed }) => !passed).length
  const cases = checks.map(check => {
    const open = `  <testcase classname="${escapeXml(suite)}" name="${escapeXml(check.name)}"`
    if (check.passed) return `${open}/>`
    return `${open}>\n    <failure message="${escapeXml(gateWords(check))}"/>\n  </testcase>`
  })
  const head = `<testsuite name="${escapeXml(suite)}" tests="${checks.length}" failures="${failures}">`
  return ['<?xml version="1.0" encoding="UTF-8"?>', head, ...cases, '</testsuite>', ''].join('\n')
}

function escapeXml(text: string): string {
  const names: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }
  // XML 1.0 has no way to write the other control characters.
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '�').replace(/[&<>"]/g, sign => `&${names[sign]};`)
}
