import type { Page } from '@playwright/test'

/** A part of the window as it was drawn: red, green and blue of every pixel, row by row. */
export interface Shot {
  readonly width: number
  readonly height: number
  readonly rgb: (x: number, y: number) => readonly [number, number, number]
}

export interface Clip {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A screenshot, decoded by the browser itself. */
export async function shotOf(page: Page, clip: Clip): Promise<Shot> {
  const png = (await page.screenshot({ clip, animations: 'disabled', caret: 'hide' })).toString('base64')
  const { width, height, pixels } = await page.evaluate(async text => {
    const bytes = Uint8Array.from(atob(text), sign => sign.charCodeAt(0))
    const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const canvas = new OffscreenCanvas(picture.width, picture.height)
    const context = canvas.getContext('2d')!
    context.drawImage(picture, 0, 0)
    const { data } = context.getImageData(0, 0, picture.width, picture.height)
    let out = ''
    for (let i = 0; i < data.length; i += 4) out += String.fromCharCode(data[i], data[i + 1], data[i + 2])
    return { width: picture.width, height: picture.height, pixels: btoa(out) }
  }, png)
  const bytes = Buffer.from(pixels, 'base64')
  return {
    width,
    height,
    rgb(x, y) {
      const at = 3 * (y * width + x)
      return [bytes[at], bytes[at + 1], bytes[at + 2]]
    },
  }
}

/** How much each column differs from the one left of it, summed over its rows. [0] is 0. */
export function columnSteps({ width, height, rgb }: Shot): number[] {
  return Array.from({ length: width }, (_, x) => {
    let sum = 0
    for (let y = 0; x > 0 && y < height; y++) {
      const [here, left] = [rgb(x, y), rgb(x - 1, y)]
      sum += here.reduce((all, value, i) => all + Math.abs(value - left[i]), 0)
    }
    return sum
  })
}
