/**
 * Three weeks of a village, oldest day first. A line: hour of the day, who, what they say, and how.
 * @typedef {[hour: number, who: string, text: string, how?: { audience?: 'friends' | 'only_me', visited?: string, ate?: string, key?: string, loved?: boolean }]} Line
 * `key` names it in conversations.mjs, and a `loved` post has more likes than most
 */

/** @type {Line[][]} */
export const DAYS = [
  [
    [5.6, 'ana', 'Rye today, and the small buns with cardamom. The oven is in a good mood, I am getting there.'],
    [
      9.2,
      'greta',
      'The great bell has a crack the length of my hand. We stop ringing it as of this morning. Forty years I have climbed those stairs and I have never heard it so hoarse.',
      { visited: 'tower', key: 'crack', loved: true },
    ],
    [
      13.1,
      'otis',
      'So the village is now in B flat minor instead of B flat. I will say nothing more about it. (I will say more about it.)',
    ],
    [
      19.4,
      'dag',
      'Last ferry leaves at 20:10 from tonight until spring. The one person who always arrives at 20:14 knows who she is.',
      { key: 'ferry' },
    ],
  ],
  [
    [
      7.3,
      'jonas',
      'Eleven letters for the lighthouse, which has had nobody in it since 1994. I deliver them all the same.',
    ],
    [
      12.2,
      'leo',
      'Fish soup with fennel until it is gone. It was gone yesterday at half past one.',
      { visited: 'heron' },
    ],
    [
      16.4,
      'ines',
      'If you have lost a very large grey cat with one white sock: he is on my desk, he has eaten my lunch, and he is not sorry.',
      { key: 'admiral', loved: true },
    ],
    [
      21.0,
      'kaya',
      'Saturn, with the naked eye, next to the chimney of the dairy. Come up if you are awake.',
      { visited: 'hill', loved: true },
    ],
  ],
  [
    [8.0, 'mira', 'Fog so thick this morning that I heard the harbour before I saw it.', { visited: 'pier' }],
    [
      10.5,
      'edda',
      'Whoever returned “Knots and Splices” with a real knot in the ribbon: well done. Please show me how to open it.',
    ],
    [
      14.3,
      'ben',
      'Finished the rowing boat for the school. Twelve coats of varnish and I can see my own worries in it.',
    ],
    [
      18.2,
      'farid',
      'New on the board: wheat noodles, black vinegar, far too much garlic. Mind who you sit next to tomorrow.',
      { visited: 'noodles' },
    ],
    [22.3, 'noor', 'Long day. Everybody is fine. Going to sit in the dark with a biscuit.', { audience: 'friends' }],
  ],
  [
    [
      6.1,
      'paula',
      'Three kids since midnight, all standing, all loud. The dog looks as if she did it herself.',
      { visited: 'dairy', loved: true },
    ],
    [11.4, 'hiro', 'The bees do not like the new paint on the shed. Neither does @edda. I am surrounded.'],
    [
      15.2,
      'cleo',
      'First kiln of the autumn is cooling. I am not allowed to look until tomorrow. I have looked twice.',
    ],
    [
      20.1,
      'leo',
      'To the four gentlemen who sang until two: the tip was lovely. The second verse was not.',
      { audience: 'friends' },
    ],
  ],
  [
    [
      9.3,
      'greta',
      'A founder from upriver will look at the bell on Thursday. She laughed when I told her the weight on the telephone. I hope it was a kind laugh.',
    ],
    [
      12.5,
      'ana',
      'Leo says my bread is why people order the soup. I say it is the soup. We are both being polite.',
      { ate: 'heron' },
    ],
    [
      17.0,
      'jonas',
      'Flat tyre on Upper Pasture, rescued by a goat. More precisely by Paula, who came to see what the goat was shouting at.',
    ],
    [
      19.5,
      'otis',
      'Brass practice moves to the boathouse while the tower is closed. Ben says the varnish is dry. We will see.',
    ],
  ],
  [
    [7.5, 'dag', 'Wind from the north-west, six. The ferry goes. Bring something to hold on to.'],
    [
      10.0,
      'cleo',
      'Opened the kiln. Nine good, two strange, one perfect. The perfect one is not for sale, do not ask.',
      { audience: 'friends' },
    ],
    [
      13.2,
      'mira',
      'Everybody at the market who pretended not to see the camera: thank you. Prints next week.',
      { visited: 'market' },
    ],
    [
      16.2,
      'edda',
      'The library stays open until nine on Wednesdays. There will be tea. There will be no discussion about the tea.',
      { visited: 'library' },
    ],
    [21.4, 'kaya', 'Tried to explain dark matter to Greta. She says it sounds like the third form on a Friday.'],
  ],
  [
    [5.5, 'ana', 'Woke up before the alarm, lay there being proud, fell asleep again. Bread at eight today. Sorry.'],
    [
      11.1,
      'noor',
      'Flu injections on Saturday from nine to twelve. It takes a minute. I have the plasters with foxes on them.',
    ],
    [
      14.4,
      'ben',
      'The brass band has moved in. The varnish was not quite dry. There is now the print of a tuba in it for all time.',
      { key: 'print' },
    ],
    [18.3, 'farid', 'Took in four pairs of trousers and let out five. Autumn is here.'],
  ],
  [
    [8.2, 'ines', 'The cat is called Admiral and belongs to nobody. He has decided on the waiting room.'],
    [
      12.0,
      'paula',
      'First wheels of the summer milk are ready. They taste of thyme because forty goats do what they want.',
      { visited: 'market' },
    ],
    [
      15.5,
      'greta',
      'The founder was here. The laugh was kind. It can be welded, she says, if we can bring it down without dropping it.',
      { visited: 'tower' },
    ],
    [
      17.1,
      'otis',
      'Volunteers to carry 1.9 tonnes down a spiral staircase, please form an orderly queue. I have a bad back and a trombone.',
    ],
    [20.5, 'hiro', 'Put the garden to bed: leaves on the roses, straw on the artichokes, me on the sofa.'],
  ],
  [
    [
      9.0,
      'dag',
      'Offered the crane of the ferry for the bell. It lifts two tonnes. It has never lifted anything that people loved.',
    ],
    [
      13.0,
      'leo',
      'Apple cake in the window seat with a view of the rain. Some days I remember why I do this.',
      { ate: 'bakery' },
    ],
    [
      16.3,
      'mira',
      'Two rolls of film from the harbour came back. One of them is mostly my thumb. It is a very good thumb.',
    ],
    [
      22.0,
      'kaya',
      'Clear until three. Counted nineteen meteors, made no wishes, changed my mind at number twenty.',
      { visited: 'hill' },
    ],
  ],
  [
    [7.1, 'jonas', 'Somebody has knitted a scarf for the letter box on Mill Street. It needed one.', { loved: true }],
    [
      10.3,
      'edda',
      'A child asked today whether the library is a shop for books that you have to bring back. I said yes. She asked what the trick is.',
    ],
    [14.0, 'cleo', 'Workshop on Saturday, eight places, no talent needed. Bring old sleeves.'],
    [
      19.0,
      'ben',
      '@dag, @otis and I measured the tower. It will fit with four centimetres to spare. Otis measured it again and now it is three.',
      { visited: 'tower', key: 'measured' },
    ],
    [21.5, 'ana', 'I keep thinking about closing on Mondays. I have not told anybody yet.', { audience: 'only_me' }],
  ],
  [
    [
      8.4,
      'noor',
      'Ran around the pond before work. It was dark, it was cold, a swan disagreed with me. Recommended.',
      { visited: 'pond' },
    ],
    [
      12.4,
      'farid',
      'Lunch for six fishermen who all ordered “the mild one” and all cried. The mild one has been made milder.',
    ],
    [17.3, 'paula', 'Lost a goat, found a goat, found one goat too many. Whose is she? Brown, one horn, bites.'],
    [
      20.2,
      'greta',
      'Rehearsed the letter to the parish. Took out the word “bureaucrats”. Put it back in. Took it out.',
      { audience: 'friends' },
    ],
  ],
  [
    [
      9.4,
      'hiro',
      'Planted two hundred crocuses where nobody will expect them. In March you will all think of me.',
      { visited: 'pond', key: 'crocuses' },
    ],
    [
      13.3,
      'ines',
      'The goat with one horn is registered across the river. She swam. I have never respected an animal more.',
      { key: 'swam' },
    ],
    [
      15.0,
      'jonas',
      'Parcel for the school: it ticks. It was a metronome for Otis. We evacuated the staff room for a metronome.',
    ],
    [18.0, 'mira', 'The light between five and ten past five today. That is all.', { visited: 'pier', loved: true }],
  ],
  [
    [
      6.0,
      'ana',
      'Test bake: chestnut and honey. If you are awake and honest, knock at the side door.',
      { visited: 'bakery', key: 'chestnut' },
    ],
    [11.0, 'edda', 'The chestnut loaf is very good. I was awake. I was honest. I had three slices.', { ate: 'bakery' }],
    [16.0, 'cleo', 'Eight people, eight bowls, one of them intentional. I love this work.'],
    [
      20.0,
      'leo',
      'Closed the kitchen early and walked home along the water without a telephone. You should try it. I am telling you by telephone.',
    ],
  ],
  [
    [7.4, 'dag', 'Storm warning for tonight. Last ferry at 16:00. I mean it, and you know that I mean it.'],
    [12.1, 'noor', 'Before the storm: charge your lamps, check on your neighbours, take your tablets. In that order.'],
    [19.3, 'kaya', 'Power is out on this side. The sky is all cloud, which is very rude of it.'],
    [
      21.2,
      'farid',
      'Gas works, lights do not. Noodles by candle for whoever makes it up the Row. You pay when you can see your money.',
      { visited: 'noodles' },
    ],
    [
      23.1,
      'ben',
      'Sat with half the street in Farid’s kitchen. Somebody had a fiddle. Best evening since summer.',
      { ate: 'noodles', audience: 'friends', key: 'kitchen' },
    ],
  ],
  [
    [8.1, 'jonas', 'Eleven trees down, no one hurt. The letter box on Mill Street kept its scarf.'],
    [
      9.5,
      'paula',
      'Roof of the small barn is now the roof of the neighbour’s small barn. Coffee for everybody who comes with a hammer.',
      { visited: 'dairy', key: 'roof' },
    ],
    [
      14.2,
      'ben',
      'Fourteen people, nine hammers, one roof. Done by two. Paula’s coffee could hold the tiles by itself.',
      { visited: 'dairy', loved: true },
    ],
    [
      18.4,
      'greta',
      'The tower stood, of course it did. But I went up to see, and sat with the bell for a while.',
      { audience: 'friends', loved: true },
    ],
  ],
  [
    [
      10.1,
      'mira',
      'Storm pictures are up in the library hall. Edda hung them with fishing line and opinions.',
      { visited: 'library' },
    ],
    [
      13.4,
      'hiro',
      'The wind took the shed. The bees are fine. The paint is fine as well, a hundred metres to the east.',
    ],
    [
      17.2,
      'otis',
      'Wrote a small piece for brass and one absent bell. There is a bar of silence in it where it should ring.',
      { key: 'silence' },
    ],
    [20.4, 'ines', 'Vaccinated thirty-eight goats. Number thirty-nine is in a tree. I did not know that they could.'],
  ],
  [
    [
      9.1,
      'leo',
      'Pumpkin soup, sage butter, chestnut bread by @ana. I will not be taking questions about the portion size.',
      { visited: 'heron', key: 'pumpkin' },
    ],
    [12.3, 'noor', 'Had the soup. Had questions. Was not answered.', { ate: 'heron' }],
    [15.3, 'edda', 'Three people have now joined the library to look at a picture of their own roof flying away.'],
    [
      19.2,
      'cleo',
      'Mixed a glaze the colour of the storm. It will come out brown, they always do, but tonight it is the colour of the storm.',
    ],
  ],
  [
    [
      8.3,
      'greta',
      'Today we bring her down. Everybody who can hold a rope: nine o’clock at the tower. Everybody who cannot: hold your breath.',
      { visited: 'tower' },
    ],
    [11.5, 'dag', 'Down. Not a scratch. My crane and I need a moment.', { visited: 'tower', loved: true }],
    [12.6, 'ben', 'Three centimetres, it was. Otis was right and I will never hear the end of it.'],
    [13.5, 'otis', 'THREE CENTIMETRES.', { key: 'three', loved: true }],
    [
      16.5,
      'jonas',
      'I have delivered a lot of things. I have never before cycled ahead of a bell, ringing my own.',
      { loved: true },
    ],
    [
      20.3,
      'mira',
      'The faces when the rope went slack. I took one photograph and then I just stood there too.',
      { loved: true },
    ],
  ],
  [
    [7.0, 'ana', 'The founder’s crew eats eleven loaves a day. I like them very much.', { key: 'loaves' }],
    [
      12.7,
      'farid',
      'The founder’s crew asked for the old version of the mild one. I like them very much as well.',
      { visited: 'noodles' },
    ],
    [
      17.4,
      'kaya',
      'They let me watch the weld. You can see the crack close, like a sentence that finally gets its full stop.',
      { key: 'weld' },
    ],
    [21.1, 'paula', 'Forty goats, all on the ground, all counted. Goodnight.', { audience: 'friends' }],
  ],
  [
    [
      6.3,
      'noor',
      'Swam. Four degrees. I am a doctor and I do not advise it and I am going again tomorrow.',
      { visited: 'pond' },
    ],
    [
      10.2,
      'hiro',
      'New shed, same paint, out of spite. Thank you @ben, thank you everybody who held something.',
      { key: 'shed' },
    ],
    [14.5, 'greta', 'She goes back up tomorrow. I have polished her where nobody will see it.'],
    [
      18.5,
      'leo',
      'Whoever rings first has to buy the round. That is the rule, I have just made it.',
      { visited: 'heron' },
    ],
  ],
  [
    [9.0, 'dag', 'Up. Slowly. Very slowly. There.', { visited: 'tower', loved: true }],
    [
      12.0,
      'greta',
      'Noon. I had meant to say something. I rang instead.',
      { visited: 'tower', key: 'noon', loved: true },
    ],
    [
      12.1,
      'jonas',
      'Heard it from the far side of the wood. Stopped. Took my cap off. Went on.',
      { visited: 'wood', loved: true },
    ],
    [12.3, 'otis', 'B flat. Major. I am not crying, it is the wind, the wind is in B flat as well.', { key: 'major' }],
    [
      14.1,
      'edda',
      'A full library went quiet all by itself. First time in thirty years that I did not have to ask.',
      { loved: true },
    ],
    [16.1, 'cleo', 'The glaze came out the colour of the storm.', { key: 'glaze', loved: true }],
    [
      19.1,
      'ana',
      'Every table at the Heron is one table tonight. I have not baked for tomorrow and I do not care.',
      { ate: 'heron', key: 'table' },
    ],
    [
      22.4,
      'mira',
      'A walk home through the wood, and it rang eleven behind us.',
      { visited: 'wood', audience: 'friends', loved: true },
    ],
  ],
]

/** Posts of today, with minutes before now instead of hours: the feed begins today. @type {Line[]} */
export const LATELY = [
  [340, 'ana', 'Bread at nine. You know why.', { key: 'bread' }],
  [
    260,
    'kaya',
    'If the clouds go, the comet should be above the pier at seven. If not, there is always @farid.',
    { visited: 'hill', key: 'comet' },
  ],
  [185, 'ben', 'Found the tuba print again today. I think I will leave it in, @otis.', { key: 'tuba' }],
  [
    130,
    'ines',
    'Admiral has caught a mouse and put it on the prescription pad. We are discussing the dose.',
    { key: 'dose' },
  ],
  [
    75,
    'leo',
    'Onion soup. There is a queue. The queue has brought its own spoons.',
    { visited: 'heron', key: 'onion' },
  ],
  [
    38,
    'greta',
    'Two pupils for the ropes, nine and eleven years old. They are already better than I was.',
    { visited: 'tower', key: 'ropes' },
  ],
  [12, 'noor', 'Drink some water. That is the post.', { key: 'water' }],
]
