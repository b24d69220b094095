import { PICTURE_SCALE } from './pane'

/** A picture of lines and text as pixels, at twice its size. @throws when it can't be read, or is too large to be drawn */
export async function rasterise(svg: string): Promise<HTMLCanvasElement> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(image.naturalWidth * PICTURE_SCALE))
    canvas.height = Math.max(1, Math.round(image.naturalHeight * PICTURE_SCALE))
    const context = canvas.getContext('2d')
    if (!context) throw new Error('This browser can’t draw pictures.')
    context.drawImage(image, 0, 0, canvas.width, canvas.height)
    return canvas
  } finally {
    URL.revokeObjectURL(address)
  }
}
