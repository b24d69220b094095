export type FindFile = (path: string) => string | undefined

/**
 * Looks paths up among the files of a folder and returns them as the file system writes them. Composed and decomposed
 * accents are the same name unless the folder has both.
 */
export function fileFinder(files: readonly string[]): FindFile {
  const exact = new Set(files)
  const byComposed = new Map(files.map(file => [file.normalize('NFC'), file]))
  return path => (exact.has(path) ? path : byComposed.get(path.normalize('NFC')))
}
