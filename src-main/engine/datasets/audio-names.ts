const AUDIO_NAME = /\.(wav|wave|flac|mp3|ogg|oga|opus|m4a|mp4|aac|aif|aiff|aifc|au|snd)$/i

/** Whether the name ends like an audio file; what is inside is the decoder's to say. */
export function isAudioName(file: string): boolean {
  return AUDIO_NAME.test(file)
}

/** A path's last part without its extension. */
export function stemOf(file: string): string {
  const name = file.slice(file.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(0, dot) : name
}
