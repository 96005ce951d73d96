/** The rules' pages, as they are shipped with the extension: opened by a diagnostic's link, a code action, or a command. */
import { commands, type QuickPickItem, Uri, window, workspace } from 'vscode'

export interface Pages {
  /** Shows a rule's page as a Markdown preview. Without a rule, or with one that has no page, lets the user choose. */
  explain(rule?: string): Promise<void>
}

/** `folder` holds a Markdown file for each rule, named after it. */
export function createPages(folder: Uri): Pages {
  const pageOf = (rule: string): Uri => Uri.joinPath(folder, `${rule}.md`)

  const ruleIds = async (): Promise<string[]> =>
    (await workspace.fs.readDirectory(folder))
      .flatMap(([name]) => (name.endsWith('.md') ? name.slice(0, -3) : []))
      .sort()

  const entryOf = async (label: string): Promise<QuickPickItem> => {
    const text = new TextDecoder().decode(await workspace.fs.readFile(pageOf(label)))
    return { label, detail: text.split('\n').find(line => line !== '' && !line.startsWith('#')) ?? '' }
  }

  return {
    async explain(rule) {
      const known = await ruleIds()
      const chosen =
        rule !== undefined && known.includes(rule)
          ? rule
          : (
              await window.showQuickPick(Promise.all(known.map(entryOf)), {
                title: 'Explain a rule',
                matchOnDetail: true,
              })
            )?.label
      if (chosen) await commands.executeCommand('markdown.showPreview', pageOf(chosen))
    },
  }
}
