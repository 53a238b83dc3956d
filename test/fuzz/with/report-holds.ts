import type { UnitReport } from '#rooms/collection'

/** What in a report of an import breaks what every import promises; undefined where nothing does. */
export function wrongWith({ status, blocks, rows, issues, issueCounts }: UnitReport): string | undefined {
  if (status === 'rejected' && !blocks) return 'it was rejected, but nothing blocks'
  if (blocks && status !== 'rejected' && status !== 'checked') return `it blocks, but its status is ${status}`
  if (blocks && issueCounts.error === 0) return 'it blocks without an error that says why'
  if (blocks && rows.new + rows.changed > 0) return 'it blocks, but counts rows to be taken in'
  if (!blocks && rows.new + rows.changed + rows.same + rows.rejected > rows.read) return `its rows do not add up: ${JSON.stringify(rows)}`
  if (Math.min(rows.read, rows.new, rows.changed, rows.same, rows.rejected) < 0) return `it counts rows below nothing: ${JSON.stringify(rows)}`
  if (issues.length !== Math.min(1000, issueCounts.error + issueCounts.query)) return `it lists ${issues.length} findings and counts ${issueCounts.error + issueCounts.query}`
  if (issues.some(({ message }) => !message || /\bundefined\b|\[object/.test(message.replaceAll(/“[^”]*”|undefined entity/g, '')))) return 'a finding does not say what is wrong'
  return undefined
}
