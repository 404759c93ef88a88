import type { DemoPaper } from './arxiv-page.ts'

/** The paper the demonstration opens at: the starter digest has it. */
const EXPLORATORY_PREFERENCES: DemoPaper = {
  id: '2405.21046',
  title:
    'Exploratory Preference Optimization: Harnessing Implicit Q*-Approximation for Sample-Efficient RLHF',
  authors: [
    ['Tengyang', 'Xie'],
    ['Dylan J.', 'Foster'],
    ['Akshay', 'Krishnamurthy'],
    ['Corby', 'Rosset'],
    ['Ahmed', 'Awadallah'],
    ['Alexander', 'Rakhlin'],
  ],
  submitted: '2024-05-31',
  subject: 'Machine Learning',
  category: 'cs.LG',
  abstract:
    'Language models are commonly aligned by learning from feedback of people or of other models. If responses are only ever drawn from what the model would say anyway, feedback cannot teach it anything truly new. We look at exploration while feedback arrives, and ask how few labels suffice. We propose Exploratory Preference Optimization (XPO), a small change of the loss of direct preference optimization that rewards responses unlike those of the reference model. Read as the control of a Markov decision process with a KL penalty, that loss already fits a value function, and this view lets us prove that XPO needs few samples whatever the first model covers. In a first round of experiments it learns from fewer labels than variants that do not explore.',
}

/** A paper no digest of the demonstration has: its note is made of its own abstract. */
const TRANSFORMER: DemoPaper = {
  id: '1706.03762',
  title: 'Attention Is All You Need',
  authors: [
    ['Ashish', 'Vaswani'],
    ['Noam', 'Shazeer'],
    ['Niki', 'Parmar'],
    ['Jakob', 'Uszkoreit'],
    ['Llion', 'Jones'],
    ['Aidan N.', 'Gomez'],
    ['Lukasz', 'Kaiser'],
    ['Illia', 'Polosukhin'],
  ],
  submitted: '2017-06-12',
  subject: 'Computation and Language',
  category: 'cs.CL',
  abstract:
    'Models that turn one sequence into another have been built from recurrent or convolutional layers, with attention between encoder and decoder. We propose the Transformer, an architecture of attention layers alone, which does away with recurrence and convolution. It trains in parallel and in a fraction of the time. On two translation tasks it reaches better quality than earlier models and ensembles, and it carries over to parsing with much or little training data.',
}

/** Pages that are served at arXiv's addresses when arXiv itself cannot be reached. */
export const demoPapers: readonly DemoPaper[] = [EXPLORATORY_PREFERENCES, TRANSFORMER]
