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

const variables = ['VK_ICD_FILENAMES', 'VK_DRIVER_FILES'] as const

/** Lets this process, and those it starts, see the devices of one driver only. @returns undoes it */
export function useVulkanDriver(description: string): () => void {
  const before = variables.map(name => process.env[name])
  for (const name of variables) process.env[name] = description
  return () =>
    variables.forEach((name, i) => {
      if (before[i] === undefined) Reflect.deleteProperty(process.env, name)
      else process.env[name] = before[i]
    })
}
