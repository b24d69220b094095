import type { ExpertTable } from '#contracts/expert-table'
import arousalOnly from '../../../resources/expert-tables/arousal-only.json' with { type: 'json' }
import banseScherer from '../../../resources/expert-tables/banse-scherer-1996.json' with { type: 'json' }
import severalSources from '../../../resources/expert-tables/default.json' with { type: 'json' }
import juslinLaukka from '../../../resources/expert-tables/juslin-laukka-2003.json' with { type: 'json' }
import scherer from '../../../resources/expert-tables/scherer-2003.json' with { type: 'json' }
import { readExpertTable } from './expert-table'

/** The tables that come with the program, the default one first. Read once, checked like anybody else's. */
export const bundledTables: readonly ExpertTable[] = [
  severalSources,
  juslinLaukka,
  scherer,
  banseScherer,
  arousalOnly,
].map(readExpertTable)
