/** Works the workbench as a person does: by keys, clicks, and what can be seen. */
import type { Locator, Page } from 'playwright-core'

export interface Workbench {
  readonly page: Page
  /** What is underlined as an error in the active editor. */
  readonly errors: Locator
  /** The lines of the active editor that hold a text. */
  line(text: string): Locator
  /** The entries of the menu of quick fixes. */
  fix(title: string): Locator
  /** Presses keys until what they should bring up is there: a busy workbench drops some. */
  press(keys: string, expected: Locator): Promise<void>
  /** Types into the open list of choices, and takes the entry of this name. */
  choose(text: string, entry?: string): Promise<void>
  /** Rests the mouse on something until what that should bring up is there: a starting workbench answers half. */
  hover(target: Locator, expected: Locator): Promise<void>
  /** Runs a command by its title, from the command palette. */
  command(title: string): Promise<void>
  /** Opens a file that the explorer shows, beside what is open. */
  open(name: string): Promise<void>
  /** The first place of a text in the active editor, where one colour draws it and no more. */
  token(text: string): Locator
}

export function createWorkbench(page: Page): Workbench {
  const editor = page.locator('.editor-group-container.active .editor-instance')
  const input = page.locator('.quick-input-widget input')

  const repeat = async (attempt: () => Promise<void>, expected: Locator): Promise<void> => {
    for (let tries = 1; ; tries++) {
      await attempt()
      try {
        return await expected.first().waitFor({ timeout: 4000 })
      } catch (error) {
        if (tries === 5) throw error
      }
    }
  }

  const press: Workbench['press'] = (keys, expected) => repeat(() => page.keyboard.press(keys), expected)

  const choose: Workbench['choose'] = async (text, entry = text) => {
    await input.fill(text)
    await page.locator('.quick-input-list').getByText(entry, { exact: true }).first().click()
  }

  return {
    page,
    press,
    hover: (target, expected) =>
      repeat(async () => {
        await page.mouse.move(0, 0)
        await target.hover()
      }, expected),
    errors: editor.locator('.squiggly-error'),
    line: text => editor.locator('.view-line', { hasText: text }),
    fix: title => page.locator('.action-widget .monaco-list-row', { hasText: title }),
    choose,
    command: async title => {
      await press('F1', input)
      await choose(`>${title}`, title)
    },
    open: async name => {
      await page.locator('.explorer-folders-view').getByText(name, { exact: true }).dblclick()
      await page.locator('.editor-group-container.active .tab.active', { hasText: name }).waitFor()
    },
    token: text => editor.locator('.view-lines').getByText(text, { exact: true }).first(),
  }
}
