/** What a leaf of the section tree sells, and the words it is described with. */
export interface SectionGrammar {
  /** Root first. */
  readonly path: readonly string[];
  readonly nouns: readonly string[];
  /** Price of the middle item in US dollars, and the deviation of the logarithm of prices. */
  readonly medianPrice: number;
  readonly logDeviation: number;
  /** Attribute → its values; one is drawn per item, `material` per family. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}

const COLOURS = ['black', 'white', 'grey', 'navy', 'red', 'green', 'beige', 'brown', 'pink', 'yellow'];
const CLOTHES = {
  size: ['XS', 'S', 'M', 'L', 'XL'],
  colour: COLOURS,
  material: ['cotton', 'linen', 'wool', 'polyester', 'denim'],
};
const SHOES = {
  size: ['37', '38', '39', '40', '41', '42', '43', '44'],
  colour: COLOURS,
  material: ['leather', 'suede', 'mesh', 'canvas'],
};
const DEVICES = {
  colour: ['black', 'white', 'silver', 'grey'],
  storage: ['64 GB', '128 GB', '256 GB', '512 GB', '1 TB'],
};
const AUDIO = { colour: ['black', 'white', 'silver', 'blue'], connection: ['Bluetooth', 'USB-C', 'jack', 'Wi-Fi'] };
const PHOTO = { colour: ['black', 'silver'], mount: ['E', 'Z', 'RF', 'X', 'L'] };
const WARES = { colour: COLOURS, material: ['oak', 'pine', 'steel', 'glass', 'ceramic', 'bamboo', 'plastic'] };
const SPORTS = { colour: COLOURS, material: ['nylon', 'aluminium', 'carbon', 'rubber', 'foam'], size: ['S', 'M', 'L'] };

type Leaf = readonly [name: string, nouns: string, medianPrice: number, logDeviation: number];

/** Root, branch, attributes, leaves. */
const TREE: readonly (readonly [string, string, SectionGrammar['attributes'], readonly Leaf[]])[] = [
  [
    'Women',
    'Clothing',
    CLOTHES,
    [
      ['Dresses', 'dress,maxi dress,wrap dress,sundress', 55, 0.55],
      ['Tops', 'blouse,top,tee,tunic', 25, 0.5],
      ['Jackets', 'jacket,coat,parka,blazer', 95, 0.6],
    ],
  ],
  [
    'Women',
    'Shoes',
    SHOES,
    [
      ['Boots', 'ankle boot,boot,knee boot', 110, 0.45],
      ['Sandals', 'sandal,slide,espadrille', 45, 0.5],
    ],
  ],
  [
    'Men',
    'Clothing',
    CLOTHES,
    [
      ['Shirts', 'shirt,oxford shirt,polo', 35, 0.5],
      ['Trousers', 'trousers,chinos,jeans', 60, 0.45],
      ['Knitwear', 'sweater,cardigan,hoodie', 55, 0.5],
    ],
  ],
  [
    'Men',
    'Shoes',
    SHOES,
    [
      ['Trainers', 'trainer,sneaker,running shoe', 85, 0.4],
      ['Formal', 'derby,loafer,brogue', 130, 0.45],
    ],
  ],
  [
    'Electronics',
    'Computers',
    DEVICES,
    [
      ['Laptops', 'laptop,notebook,ultrabook', 899, 0.5],
      ['Storage', 'solid-state drive,hard drive,memory card', 75, 0.6],
      ['Accessories', 'keyboard,mouse,docking station,webcam', 39, 0.7],
    ],
  ],
  [
    'Electronics',
    'Audio',
    AUDIO,
    [
      ['Headphones', 'headphones,earbuds,headset', 79, 0.8],
      ['Speakers', 'speaker,soundbar,bookshelf speaker', 149, 0.8],
    ],
  ],
  [
    'Electronics',
    'Photo',
    PHOTO,
    [
      ['Cameras', 'camera,mirrorless camera,action camera', 649, 0.7],
      ['Lenses', 'lens,zoom lens,prime lens', 480, 0.7],
    ],
  ],
  [
    'Home',
    'Furniture',
    WARES,
    [
      ['Chairs', 'chair,armchair,stool,bench', 120, 0.7],
      ['Tables', 'table,desk,side table,coffee table', 190, 0.7],
      ['Sofas', 'sofa,loveseat,sofa bed', 780, 0.5],
    ],
  ],
  [
    'Home',
    'Kitchen',
    WARES,
    [
      ['Cookware', 'frying pan,saucepan,casserole,wok', 42, 0.6],
      ['Tableware', 'plate set,bowl,mug,carafe', 24, 0.6],
    ],
  ],
  [
    'Home',
    'Garden',
    WARES,
    [
      ['Planters', 'planter,flower pot,raised bed', 29, 0.6],
      ['Tools', 'trowel,pruner,rake,hose', 19, 0.6],
    ],
  ],
  [
    'Sports',
    'Outdoor',
    SPORTS,
    [
      ['Tents', 'tent,tarp,shelter', 210, 0.6],
      ['Backpacks', 'backpack,daypack,duffel', 85, 0.5],
    ],
  ],
  [
    'Sports',
    'Fitness',
    SPORTS,
    [
      ['Weights', 'dumbbell,kettlebell,barbell', 48, 0.7],
      ['Yoga', 'yoga mat,block,bolster', 28, 0.5],
    ],
  ],
  [
    'Sports',
    'Cycling',
    SPORTS,
    [
      ['Bikes', 'road bike,mountain bike,city bike', 1150, 0.7],
      ['Parts', 'saddle,pedal,handlebar,wheel', 60, 0.8],
    ],
  ],
  [
    'Beauty',
    'Care',
    { size: ['50 ml', '100 ml', '200 ml', '400 ml'], material: ['argan oil', 'aloe', 'shea', 'vitamin C'] },
    [
      ['Skin', 'cream,serum,cleanser', 22, 0.7],
      ['Hair', 'shampoo,conditioner,hair mask', 13, 0.5],
    ],
  ],
  [
    'Toys',
    'Play',
    { colour: COLOURS, material: ['wood', 'plush', 'plastic'] },
    [
      ['Building', 'building set,brick set,marble run', 38, 0.6],
      ['Plush', 'teddy bear,plush fox,plush rabbit', 21, 0.4],
    ],
  ],
];

/** Most popular first; shops have few big sections and many small ones. */
export const SECTIONS: readonly SectionGrammar[] = TREE.flatMap(([root, branch, attributes, leaves]) =>
  leaves.map(([leaf, nouns, medianPrice, logDeviation]) => ({
    path: [root, branch, leaf],
    nouns: nouns.split(','),
    medianPrice,
    logDeviation,
    attributes,
  })),
);

export const QUALITIES = [
  ...[
    'classic',
    'modern',
    'light',
    'sturdy',
    'compact',
    'soft',
    'slim',
    'vintage',
    'everyday',
    'premium',
    'foldable',
    'handmade',
  ],
  ...['waterproof', 'minimalist', 'quiet', 'wide', 'natural', 'travel', 'urban', 'essential'],
];
export const SERIES_SYLLABLES = [
  'al',
  'bo',
  'cor',
  'da',
  'el',
  'fin',
  'gra',
  'ho',
  'il',
  'jor',
  'ka',
  'lum',
  'mer',
  'no',
  'or',
  'pri',
  'ra',
  'sol',
  'ter',
  'va',
];
export const BENEFITS = [
  ...[
    'made to last',
    'easy to clean',
    'comfortable all day',
    'ready in minutes',
    'good as a present',
    'packed without plastic',
  ],
  ...[
    'tested by our team',
    'made in small series',
    'kind to the skin',
    'repairable',
    'quick to stow away',
    'liked by beginners',
  ],
];
export const USES = [
  'for every day',
  'for weekends',
  'for small flats',
  'for the office',
  'for travelling',
  'for cold days',
  'for families',
  'for those who start',
];
