import { createHash } from 'node:crypto'
import type { ReportCell, ReportDocument, ReportSection, ReportTable } from './document'
import { element, escapeText } from './figures/svg'
import { plainNumber } from './words'

/**
 * A report as one page that needs nothing else: no script, no font, no picture from elsewhere, and a content security
 * policy that forbids them, so that a file name or a label can't bring one in.
 */
export function reportHtml({ title, dataset, subtitle, sections }: ReportDocument): string {
  const heading = escapeText(dataset === null ? title : `${title} on ${dataset}`)
  const contents = sections.map(
    section => `<li><a href="#${anchor(section.title)}">${escapeText(section.title)}</a></li>`,
  )
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${reportPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading}</title>
<style>${styles}</style>
</head>
<body>
<header><h1>${heading}</h1><p>${escapeText(subtitle)}</p></header>
<nav aria-label="Contents"><ul>${contents.join('')}</ul></nav>
<main>
${sections.map(sectionHtml).join('\n')}
</main>
</body>
</html>
`
}

function sectionHtml({ title, blocks }: ReportSection): string {
  const inner = blocks.map((block, i) => {
    if (block.kind === 'table') return block.isFileOnly ? fileNote(block) : tableHtml(block)
    if (block.kind === 'text')
      return element('p', block.isWarning ? { class: 'warning' } : {}, [escapeText(block.text)])
    // Figures that follow each other stand side by side where there is room.
    const open = blocks[i - 1]?.kind === 'figure' ? '' : '<div class="figures">'
    const close = blocks[i + 1]?.kind === 'figure' ? '' : '</div>'
    return `${open}<figure id="${block.id}">${block.svg}<figcaption>${escapeText(block.caption)}</figcaption></figure>${close}`
  })
  return `<section id="${anchor(title)}"><h2>${escapeText(title)}</h2>\n${inner.join('\n')}\n</section>`
}

function fileNote({ id, caption, rows }: ReportTable): string {
  return `<p class="note">${escapeText(caption)}: <code>${id}.csv</code> (${rows.length} rows)</p>`
}

/** Longer tables are folded up: a reader wants to get past them. */
const LONG_TABLE = 24
/** More columns stand closer. */
const WIDE_TABLE = 7

function tableHtml(table: ReportTable): string {
  const { id, caption, columns, rows, note } = table
  const isWhole = columns.map((_, c) => rows.every(row => typeof row[c] !== 'number' || Number.isInteger(row[c])))
  const isNumber = columns.map((_, c) => rows.some(row => typeof row[c] === 'number'))
  const head = columns.map(
    ({ title }, c) => `<th scope="col"${isNumber[c] ? ' class="number"' : ''}>${escapeText(title)}</th>`,
  )
  const body = rows.map(row => {
    const cells = row.map((value, c) => cellHtml(value, c, isWhole[c] ? 0 : (columns[c].digits ?? 3)))
    return `<tr>${cells.join('')}</tr>`
  })
  const below = note === undefined ? '' : `<p class="note">${escapeText(note)}</p>`
  const isLong = rows.length > LONG_TABLE
  const named = isLong ? '' : `<caption>${escapeText(caption)}</caption>`
  const wide = columns.length > WIDE_TABLE ? ' class="wide"' : ''
  const whole = `<div class="scroll"><table${wide}>${named}<thead><tr>${head.join('')}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>${below}`
  const folded = `<details><summary>${escapeText(caption)} (${rows.length} rows)</summary>${whole}</details>`
  return `<div class="table" id="${id}">${isLong ? folded : whole}</div>`
}

function cellHtml(value: ReportCell, column: number, digits: number): string {
  if (value === null) return '<td class="none"><abbr title="not measured">–</abbr></td>'
  if (typeof value === 'number') return `<td class="number">${plainNumber(value, digits)}</td>`
  const tag = column === 0 ? 'th scope="row"' : 'td'
  return `<${tag}>${escapeText(value)}</${tag.split(' ')[0]}>`
}

function anchor(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}

function sha256Base64(content: string): string {
  return createHash('sha256').update(content).digest('base64')
}

const styles = `
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 74rem; padding: 2.5rem 1.5rem 4rem; color: #1d232b; background: #fff;
  font: 1rem/1.55 system-ui, Helvetica, Arial, sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0; }
header p { color: #5b6570; margin-top: .4rem; }
h2 { font-size: 1.3rem; margin: 2.8rem 0 .6rem; padding-top: .6rem; border-top: 1px solid #dde1e6; }
nav ul { columns: 2 24rem; list-style: none; padding: 0; }
a { color: #00588a; }
.warning { padding: .6rem .9rem; border-left: 4px solid #d55e00; background: #fdf3ec; }
.table { margin: 1.4rem 0; }
.scroll { overflow-x: auto; }
summary { font-weight: 600; font-size: .875rem; cursor: pointer; }
table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding-bottom: .5rem; }
th, td { padding: .3rem .75rem; border-bottom: 1px solid #dde1e6; text-align: left; vertical-align: top; }
thead th { border-bottom: 2px solid #1d232b; vertical-align: bottom; min-width: 3rem; max-width: 9rem; }
tbody th { min-width: 6rem; }
td { overflow-wrap: anywhere; }
.wide td { overflow-wrap: normal; }
.wide { font-size: .8rem; }
.wide th, .wide td { padding: .3rem .4rem; }
tbody th { font-weight: 500; }
th.number, .number { text-align: right; }
td.number { white-space: nowrap; }
.none { text-align: right; color: #5b6570; }
abbr { text-decoration: none; }
.note, figcaption { color: #48515b; font-size: .875rem; }
section > p { max-width: 46rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); gap: 1.2rem 2rem; margin: 1.6rem 0; }
figure { margin: 0; max-width: 40rem; }
code { font-size: .92em; }
svg { max-width: 100%; height: auto; }
@media print { nav { display: none; } section { break-inside: avoid-page; } }
`

/** Nothing but the page's own style: no script, no picture or font from anywhere, no form. */
export const reportPolicy = `default-src 'none'; style-src 'sha256-${sha256Base64(styles)}'; base-uri 'none'; form-action 'none'`
