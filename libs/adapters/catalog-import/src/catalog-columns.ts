import type { ColumnRules } from './column-plan.ts';

export type ItemField =
  | 'id'
  | 'title'
  | 'description'
  | 'price'
  | 'currency'
  | 'brand'
  | 'section'
  | 'sections'
  | 'images'
  | 'audio'
  | 'available'
  | 'created_at'
  | 'extra';

/** Names that shops' exports use (Magento, Shopify, WooCommerce, Google product feeds), best first. */
export const ITEM_COLUMNS: ColumnRules<ItemField> = {
  aliases: {
    id: ['id', 'itemid', 'productid', 'sku', 'variantsku', 'articlenumber', 'asin', 'uniqid'],
    title: ['title', 'name', 'productname', 'producttitle', 'itemname'],
    description: [
      'description',
      'descriptiontext',
      'productdescription',
      'longdescription',
      'bodyhtml',
      'body',
      'shortdescription',
    ],
    price: ['price', 'priceamount', 'regularprice', 'variantprice', 'unitprice', 'listprice'],
    currency: ['currency', 'pricecurrency', 'currencycode'],
    brand: ['brand', 'brandname', 'manufacturer', 'vendor'],
    section: [
      'section',
      'sectionpath',
      'category',
      'categorypath',
      'productcategory',
      'googleproductcategory',
      'department',
    ],
    sections: ['sections', 'categories'],
    images: [
      ...[
        'images',
        'image',
        'imageurls',
        'imageurl',
        'imagelink',
        'imagesrc',
        'baseimage',
        'mainimage',
        'photo',
        'photos',
      ],
      ...['picture', 'pictures', 'additionalimages', 'additionalimagelink', 'additionalimageurls'],
    ],
    audio: ['audio', 'audiourl', 'audiourls', 'audiolink', 'audiofile', 'audiofiles'],
    available: [
      'available',
      'availability',
      'instock',
      'isinstock',
      'stock',
      'stockonhand',
      'currentstock',
      'quantity',
      'qty',
    ],
    created_at: ['createdat', 'created', 'datecreated', 'dateadded', 'publishedat'],
    extra: ['additionalattributes'],
  },
  required: ['id', 'title'],
  multiple: ['images', 'audio'],
  unknown: 'attribute',
};
