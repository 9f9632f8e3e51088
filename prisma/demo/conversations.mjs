/**
 * What was said under the posts of the village, by the key of the post.
 * @typedef {[minutes: number, who: string, text: string]} Said minutes after the post
 */

/** @type {Record<string, Said[]>} */
export const CONVERSATIONS = {
  crack: [
    [25, 'otis', 'She has sounded like my uncle since Easter. I thought it was me.'],
    [48, 'edda', 'The library has a book about bells. It says: do not ring it. It was due back in 1971.'],
    [95, 'greta', 'Then for once I am doing it by the book.'],
  ],
  ferry: [
    [6, 'mira', 'Once. It was raining.'],
    [14, 'dag', 'Eleven times. I have it in the log.'],
    [21, 'noor', '@mira run. It is good for you even when you miss it.'],
  ],
  admiral: [
    [12, 'jonas', 'He was in my bag on Monday. I thought there was a lot of post.'],
    [30, 'leo', 'What was the lunch?'],
    [33, 'ines', 'Your fish soup.'],
    [36, 'leo', 'Then I am on his side.'],
  ],
  print: [
    [9, 'otis', 'It is a very good tuba. It leaves a very good print.'],
    [26, 'mira', 'May I photograph it before you sand it down?'],
    [41, 'ben', 'Who said sand?'],
  ],
  measured: [
    [12, 'otis', 'Three.'],
    [13, 'dag', 'Four.'],
    [19, 'greta', '@dag @otis it has been three since 1892. It is written on the beam.'],
  ],
  crocuses: [
    [18, 'edda', 'You have just told everybody where they are.'],
    [25, 'hiro', 'That is where nobody expected it.'],
  ],
  swam: [
    [20, 'paula', 'Then she stays. Her name is Ferry.'],
    [44, 'dag', '@paula tell her that she still owes me for the crossing.'],
    [47, 'paula', 'She says that she did not use yours.'],
  ],
  chestnut: [
    [65, 'hiro', 'My bees would like to be named on the label.'],
    [80, 'ana', '@hiro all of them?'],
    [92, 'leo', 'I take six a day from Friday, if anything is left by Friday.'],
  ],
  kitchen: [
    [14, 'otis', 'The fiddle was half a tone flat and I have never minded less.'],
    [33, 'ana', 'My coat still smells of garlic. I am leaving it like that.'],
  ],
  roof: [
    [7, 'ben', 'On my way. I have my hammer, and Dag’s, which he thinks is lost.'],
    [12, 'jonas', 'The letters can wait. The hammer is in the bag.'],
    [300, 'paula', '@ben @jonas there is a cheese for every hammer. Nobody leaves with less than one.'],
  ],
  silence: [
    [28, 'greta', 'How long is the bar?'],
    [34, 'otis', 'As long as it takes her to come down and go up again. Andante.'],
    [41, 'greta', 'She will come in on time. She always has.'],
  ],
  pumpkin: [
    [20, 'ana', 'And I will not be taking questions about the nine loaves behind your door.'],
    [45, 'farid', 'How large is the portion?'],
    [46, 'leo', '@farid no.'],
  ],
  three: [
    [4, 'ben', 'Yes.'],
    [6, 'dag', 'Yes, Otis.'],
    [15, 'edda', 'In my trade three centimetres is a bookmark and a half.'],
  ],
  loaves: [
    [30, 'leo', 'Did you tell them that six of those are mine?'],
    [42, 'ana', '@leo they have hammers. You tell them.'],
  ],
  weld: [
    [22, 'greta', 'I shall read this to the third form. On a Friday.'],
    [29, 'kaya', '@greta then they will understand it before you do.'],
  ],
  shed: [
    [14, 'edda', 'I can see it from my window. I can also close the curtain.'],
    [19, 'hiro', 'The bees have asked where you bought the curtain.'],
    [35, 'ben', 'It is bolted to the ground this time. I cannot help with the colour.'],
  ],
  noon: [
    [6, 'ana', 'I stood in the lane with flour up to my elbows. Thank you, Greta.'],
    [11, 'kaya', 'On the hill it arrives two seconds late and twice as large.'],
    [70, 'greta', 'I have read all of this standing up. Now I shall sit down.'],
    [95, 'dag', '@greta you rang first. You buy the round. Leo’s rule.'],
    [110, 'greta', 'I taught @leo what a rule is. I can teach him what an exception is.'],
  ],
  major: [
    [9, 'noor', 'I saw the wind. It took two handkerchiefs.'],
    [25, 'otis', 'It was a wet wind.'],
  ],
  glaze: [
    [12, 'mira', 'It did. I have a photograph of the storm and I am jealous of the bowl.'],
    [40, 'hiro', '@cleo if any is left over, I have a shed.'],
    [52, 'cleo', 'The bees have written to me about this.'],
  ],
  table: [
    [25, 'leo', 'I have run out of chairs and nobody has noticed.'],
    [33, 'ben', 'I have noticed. I am sitting on a drum that belongs to @otis.'],
    [36, 'otis', 'Gently, please. It is not insured against carpenters.'],
    [50, 'paula', 'If there is no bread tomorrow, let there be cheese. I had this planned.'],
  ],
  bread: [
    [15, 'noor', 'I do. The remedy is bread.'],
    [32, 'leo', '@ana last night you did not care, and this morning there was bread. I have witnesses.'],
    [48, 'ana', 'I cared a little. After midnight.'],
    [120, 'ben', 'Took two from the side door before nine. I left money and a chair leg.'],
    [230, 'dag', 'Is one left for the crew? I can hold the ferry for a loaf.'],
    [318, 'ana', '@dag the last one is behind the counter with your name on it. Hold the ferry.'],
  ],
  comet: [
    [30, 'farid', 'There is also a table by the window. It faces the clouds.'],
    [66, 'edda', 'The almanac says seven as well. The almanac is from 1910, but so is the comet.'],
    [150, 'mira', '@kaya keep me a place at the railing. I have one roll left, and no thumbs on it so far.'],
    [235, 'kaya', 'Half the sky is clear. It is the wrong half, but it is early.'],
  ],
  tuba: [
    [12, 'otis', 'It is the best recording that we have.'],
    [55, 'jonas', 'You could ask for admission.'],
    [118, 'mira', '@ben I have a picture of it from the day itself. It has not aged.'],
    [150, 'ana', 'Put a frame around it. I have seen worse at the market, with prices.'],
    [165, 'ben', 'It is not for sale. @ana may look at it in exchange for a loaf.'],
  ],
  dose: [
    [14, 'noor', 'One mouse, after meals. Not to be repeated.'],
    [27, 'paula', 'My dog would like to know how he got the post.'],
    [101, 'ines', '@paula he sat down on the chair and looked busy.'],
  ],
  onion: [
    [10, 'farid', 'Came for the soup, stayed for the queue.'],
    [22, 'ana', 'Ten loaves are on their way to you.'],
    [30, 'leo', '@ana a bowl is on its way to you. Send back the bowl.'],
    [41, 'jonas', 'Delivered: nine loaves. It is a steep street and I was hungry.'],
  ],
  ropes: [
    [12, 'otis', 'They keep time. I have offered them the triangle. They asked what it weighs.'],
    [20, 'edda', 'Both of them owe me a book. Ring that.'],
    [29, 'greta', '@edda you will have them on the stroke of four.'],
  ],
  water: [
    [4, 'ines', 'Admiral has drunk mine.'],
    [7, 'leo', 'Does soup count?'],
    [9, 'noor', '@leo I am not taking questions.'],
  ],
}
