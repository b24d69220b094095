import { ref } from 'vue'
import { splitPath } from './format'

/**
 * Names of files and speakers as the window shows them. Where they may tell who speaks, settings replace them by made-up
 * ones: the same name always gets the same one on this computer, and none can be worked out from it elsewhere.
 */
const isMasked = ref(false)

/** Told by the settings. */
export function maskNames(masked: boolean): void {
  isMasked.value = masked
}

/** Reactive. */
export function areNamesMasked(): boolean {
  return isMasked.value
}

/** A file's name, or its path in the data set; folders often name speakers too. Reactive. */
export function shownName(file: string): string {
  return isMasked.value ? `Clip ${pseudonym(file)}` : file
}

/** As `splitPath`, of what is shown. Reactive. */
export function shownPath(file: string): [folder: string, name: string] {
  return isMasked.value ? ['', shownName(file)] : splitPath(file)
}

/** A message about files: the audio files that it names, by their shown names. Reactive. */
export function shownMessage(message: string): string {
  return isMasked.value
    ? message.replace(/[^\s,;:“”"()]+\.(wav|wave|flac|mp3|og[ag]|opus|m4a|aac|aiff?|au)\b/gi, name => shownName(name))
    : message
}

/** A speaker's id, a made-up one as short as ids are: columns and chips say that it is a speaker's. '' stays ''. Reactive. */
export function shownSpeaker(speaker: string): string {
  return isMasked.value && speaker !== '' ? pseudonym(speaker) : speaker
}

/** A folder or file on this computer, whose path may name a person. Reactive. */
export function shownPlace(path: string): string {
  return isMasked.value ? '…' : path
}

/** What a person was at last; where it ends as a file does, it is a clip's name. Reactive. */
export function shownTitle(title: string): string {
  return isMasked.value && /\.\w{2,5}$/.test(title) ? shownName(title) : title
}

const SALT_KEY = 'cuescope.maskSalt'
let salt: string | null = null

/** Drawn once: without it, whoever guesses a name could look whether it fits. */
function readSalt(): string {
  if (salt !== null) return salt
  const stored = localStorage.getItem(SALT_KEY)
  salt = stored ?? crypto.randomUUID()
  if (stored === null) localStorage.setItem(SALT_KEY, salt)
  return salt
}

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** Six signs that are not mistaken for each other: 2^30 of them. */
function pseudonym(name: string): string {
  const hash = mix(`${readSalt()}\0${name}`)
  return Array.from({ length: 6 }, (_, i) => LETTERS[(hash >>> (5 * i)) & 31]).join('')
}

/** FNV-1a over UTF-16, with the finish of MurmurHash3 so that names that differ at their end differ everywhere. */
function mix(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
