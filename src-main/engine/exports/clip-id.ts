import { sha256 } from '#engine/files/sha256'

/**
 * Names a clip in every exported table: 16 hex digits of the SHA-256 of its path inside the audited folder and its
 * content's SHA-256 (hex). It does not depend on the other clips, the project or the machine, and two copies of one
 * recording keep apart.
 */
export function exportedClipId(file: string, contentSha256: string): string {
  return sha256(`${file}\0${contentSha256}`).slice(0, 16)
}
