import { expect, test } from '@playwright/test'
import { processesWith } from '../helpers/processes'
import { startServe, type Served } from '../helpers/serve'

test.describe('shells/browser', () => {
  let served: Served
  test.beforeEach(async () => {
    served = await startServe()
  })
  test.afterEach(() => served.close())

  test('the printed address opens the page, without its code staying in the address bar', async ({ page }) => {
    const refused: string[] = []
    page.on('console', message => message.type() === 'error' && refused.push(message.text()))
    await page.goto(served.url)
    await page.waitForURL(url => !url.search.includes('launch'))
    await expect(page).toHaveTitle(/CueScope/)
    const health = await page.evaluate(async () => (await fetch('/api/health')).status)
    expect(health).toBe(200)
    await page.reload()
    await expect(page).toHaveTitle(/CueScope/)
    expect(refused.filter(text => /Content Security Policy|Trusted/.test(text))).toEqual([])
  })

  test('a link from another site works as well as a typed address', async ({ page }) => {
    await page.route('http://elsewhere.test/', route =>
      route.fulfill({ contentType: 'text/html', body: `<a href="${served.url}">open</a>` }),
    )
    await page.goto('http://elsewhere.test/')
    await page.getByText('open').click()
    await page.waitForURL(url => url.port === new URL(served.url).port && url.search === '')
    await expect(page).toHaveTitle(/CueScope/)
  })

  test('nobody else is let in', async ({ browser, page }) => {
    await page.goto(served.url)
    const stranger = await (await browser.newContext()).newPage()
    for (const address of [served.url, new URL('/', served.url).href, new URL('/api/library', served.url).href]) {
      expect((await stranger.goto(address))!.status()).toBe(401)
    }
  })

  test('server-sent events arrive', async ({ page }) => {
    await page.goto(served.url)
    await page.waitForURL(url => url.search === '')
    const first = await page.evaluate(
      () =>
        new Promise<string>(
          resolve => (new EventSource('/api/events').onmessage = event => resolve(event.data as string)),
        ),
    )
    expect(JSON.parse(first)).toMatchObject({ type: 'hello' })
  })

  test('Ctrl-C ends it cleanly, a page being open', async ({ page }) => {
    await page.goto(served.url)
    expect(await served.interrupt()).toBe(0)
    if (process.platform === 'linux') await expect.poll(() => processesWith(served.dataDir)).toEqual([])
  })

  test('killed without warning, it takes its engine with it', async () => {
    served.process.kill('SIGKILL')
    if (process.platform === 'linux') await expect.poll(() => processesWith(served.dataDir)).toEqual([])
  })

  test('a port in use is a plain message and exit code 1', async () => {
    const { port } = new URL(served.url)
    await expect(startServe({ CUESCOPE_PORT: port })).rejects.toThrow('ended with 1')
  })
})
