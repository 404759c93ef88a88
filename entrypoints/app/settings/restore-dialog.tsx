import { useState } from 'preact/hooks'
import { type RestoreChosen, RestorePreview } from '@/components/restore-preview'
import { type OpenedBackup, restore } from '@/lib/pages/backup'
import { hostsOfBackup } from '@/lib/pages/backup-hosts'
import { messageOf } from '@/lib/pages/failure'
import { requestHosts } from '@/lib/pages/permissions'

interface Props {
  readonly opened: OpenedBackup
  readonly say: (text: string) => void
  readonly onClose: () => void
}

/** A look at a backup, and restoring it. */
export function RestoreDialog({ opened, say, onClose }: Props) {
  const [progress, setProgress] = useState<{ readonly done: number; readonly all: number } | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const { backup, look, name } = opened
  const begin = async (chosen: RestoreChosen) => {
    // The first thing in the click: browsers ask the reader for leave then only. Refused, all else is restored.
    if (chosen.settings) await requestHosts(hostsOfBackup(opened)).catch(() => false)
    setProblem(null)
    setProgress({ done: 0, all: 0 })
    try {
      say(await restore(opened, chosen, Date.now(), (done, all) => setProgress({ done, all })))
      onClose()
    } catch (error) {
      setProgress(null)
      setProblem(messageOf(error))
    }
  }
  return (
    <RestorePreview
      name={name}
      written={backup.written}
      look={look}
      came={backup.came}
      damaged={backup.damaged}
      hasSettings={backup.settings !== undefined}
      progress={progress}
      problem={problem}
      onRestore={chosen => void begin(chosen)}
      onClose={() => {
        if (!progress) onClose()
      }}
    />
  )
}
