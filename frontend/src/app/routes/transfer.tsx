import { t } from '@lingui/core/macro'
import { ArrowLeftRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { SessionGate } from '../session-gate'
import { ExportSection } from '@/features/transfer/components/export-section'
import { ImportSection } from '@/features/transfer/components/import-section'
import { PageHeader } from '@/shared/ui/page-header'

export function Component(): ReactNode {
  return (
    <>
      <PageHeader
        title={t`Import and export`}
        back={{ to: '/history', label: t`Back to the history` }}
        lead={t`Your training is yours: in and out, any time.`}
      />
      <SessionGate
        icon={ArrowLeftRight}
        title={t`Import and export need an account`}
        reason={t`With an account you can bring your training from other apps, and take it with you.`}
      >
        <div className="flex flex-col gap-6">
          <ImportSection />
          <ExportSection />
        </div>
      </SessionGate>
    </>
  )
}
