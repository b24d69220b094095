import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './built-program'

/** Where Debian's chromium and the Electron of the tests keep their software Vulkan device. */
const places = ['/usr/lib/chromium', join(projectRoot, 'node_modules/electron/dist')]

/** The description of a software Vulkan device: WebGPU without a graphics card. null: none here. */
export const softwareGpu: string | null =
  process.platform === 'linux'
    ? (places.map(place => join(place, 'vk_swiftshader_icd.json')).find(path => existsSync(path)) ?? null)
    : null

/** Lets this process, and workers that it starts, see the software device and no other. @returns undoes it */
export function useSoftwareGpu(): () => void {
  const before = { ...process.env }
  process.env.VK_ICD_FILENAMES = process.env.VK_DRIVER_FILES = softwareGpu!
  return () => {
    process.env = before
  }
}
