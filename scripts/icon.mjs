/** Draws docs/images/icon.svg as the icon.png beside it, with Chromium. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const size = 256
const icon = new URL('../docs/images/icon.svg', import.meta.url)
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
const page = await browser.newPage({ viewport: { width: size, height: size } })
await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${readFileSync(icon, 'utf8')}`)
await page.screenshot({ path: fileURLToPath(new URL('icon.png', icon)), omitBackground: true })
await browser.close()
