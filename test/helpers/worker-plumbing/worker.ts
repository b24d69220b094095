import { openWorkerPort } from '#shells/worker-port'

/** What a test can ask of a worker. */
export type Errand =
  { do: 'double'; values: Float32Array } | { do: 'exit'; code: number } | { do: 'hang' } | { do: 'environment' }

const port = openWorkerPort()
port.onMessage(message => {
  const errand = message as Errand
  if (errand.do === 'double') port.post(errand.values.map(value => 2 * value))
  else if (errand.do === 'environment') port.post(Object.keys(process.env))
  else if (errand.do === 'exit') process.exit(errand.code)
  else {
    // Said first, and with the time to be sent: whoever kills it, or its engine, knows that it is there.
    port.post('hanging')
    setTimeout(() => {
      for (;;);
    }, 100)
  }
})
