/**
 * Processors that a shared library is made for, read from its header before any of its code is loaded.
 *
 * Conventions: named as `process.arch` names them, or `machine N` after the number in the header; several for a macOS
 * library of several; none where it is no library. Formats: ELF (Linux), Mach-O and its bundles (macOS), PE (Windows).
 */
export function libraryProcessors(file: Uint8Array): string[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const canRead = (offset: number, bytes: number): boolean => offset + bytes <= file.byteLength
  const u32 = (offset: number, isLittle = true): number => (canRead(offset, 4) ? view.getUint32(offset, isLittle) : 0)
  const u16 = (offset: number): number => (canRead(offset, 2) ? view.getUint16(offset, true) : 0)
  const magic = u32(0, false)
  if (magic === 0x7f454c46) return [nameOf(elf, u16(18))]
  if (magic === 0xcffaedfe) return [nameOf(machO, u32(4))]
  if (magic === 0xcafebabe)
    return Array.from({ length: Math.min(u32(4, false), 8) }, (_, i) => nameOf(machO, u32(8 + 20 * i, false)))
  const windowsHeader = u32(0x3c)
  if (magic >>> 16 === 0x4d5a && u32(windowsHeader, false) === 0x50450000) return [nameOf(pe, u16(windowsHeader + 4))]
  return []
}

type Processors = Readonly<Record<number, string>>
const elf: Processors = { 3: 'ia32', 40: 'arm', 62: 'x64', 183: 'arm64', 243: 'riscv64' }
const machO: Processors = { 0x01000007: 'x64', 0x0100000c: 'arm64' }
const pe: Processors = { 0x014c: 'ia32', 0x8664: 'x64', 0xaa64: 'arm64' }

function nameOf(processors: Processors, machine: number): string {
  return processors[machine] ?? `machine ${machine}`
}
