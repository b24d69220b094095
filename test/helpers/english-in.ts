import { NodeTypes, type TemplateChildNode } from '@vue/compiler-core'
import ts from 'typescript'
import { parse } from 'vue/compiler-sfc'

/** Stands where a template puts something in. */
const HOLE = '…'
const twoWords = /\p{L}{2,}[,:;.!?]? \p{L}{2,}/u
const wordAndHole = /\p{L}{3,}[,:;.!?]? …|… \p{L}{3,}/u
/** `translate(…px)`, the `span …` of a grid; names of files. */
const technical = /[a-z]\(|^span …$|\.(csv|html|json|png|svg)$/

/** Words beside each other, or beside what is put in, as no key, class or address has them. */
const isEnglish = (text: string): boolean => !technical.test(text) && (twoWords.test(text) || wordAndHole.test(text))

/** What plain code says in its own words. */
export function englishInCode(code: string): string[] {
  return literalsOf(code).filter(isEnglish)
}

/** What a component says in its own words: literals of its script, and of expressions in its template. */
export function englishIn(component: string): string[] {
  const { descriptor } = parse(component, { sourceMap: false })
  const scripts = [descriptor.script?.content, descriptor.scriptSetup?.content].filter(code => code !== undefined)
  const expressions = descriptor.template?.ast?.children.flatMap(expressionsOf) ?? []
  return [...scripts, ...expressions.map(code => `(${code})`)].flatMap(englishInCode)
}

/** Text that stands bare is the linter's business (`vue/no-bare-strings-in-template`). */
function expressionsOf(node: TemplateChildNode): string[] {
  if (node.type === NodeTypes.INTERPOLATION)
    return node.content.type === NodeTypes.SIMPLE_EXPRESSION ? [node.content.content] : []
  if (node.type !== NodeTypes.ELEMENT) return []
  const own = node.props.flatMap(prop => {
    const isValue = prop.type === NodeTypes.DIRECTIVE && !['for', 'slot'].includes(prop.name)
    return isValue && prop.exp?.type === NodeTypes.SIMPLE_EXPRESSION ? [prop.exp.content] : []
  })
  return [...own, ...node.children.flatMap(expressionsOf)]
}

function literalsOf(code: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || isTechnical(node)) return
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) found.push(node.text)
    else if (ts.isTemplateExpression(node))
      found.push(node.head.text + node.templateSpans.map(({ literal }) => HOLE + literal.text).join(''))
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('component.ts', code, ts.ScriptTarget.Latest, true))
  return found
}

const selects = /^Symbol$|\.(querySelector(All)?|closest|matches|matchMedia)$/

/** Selectors, names of symbols, and what only a developer can come to see. */
function isTechnical(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) return /Error$/.test(node.expression.getText())
  return ts.isCallExpression(node) && selects.test(node.expression.getText())
}
