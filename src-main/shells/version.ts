import { version } from '../../package.json'

export const programVersion: string = version
