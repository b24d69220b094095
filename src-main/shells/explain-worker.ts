import { serveTasks } from '#engine/audits/serve-tasks'
import type { TaskMessage } from '#engine/audits/protocol'
import { openWorkerPort } from './worker-port'

const { post, onMessage } = openWorkerPort()
serveTasks({ post, onMessage: listener => onMessage(message => listener(message as TaskMessage)) })
