-- Indexes for the search and the lists. Run by hand after the migrations.

-- Full-text search
CREATE INDEX IF NOT EXISTS idx_artworks_search ON artworks USING gin (to_tsvector('simple', coalesce(title, '') || ' ' || coalesce(description, '')));
CREATE INDEX IF NOT EXISTS idx_artists_search ON artists USING gin (to_tsvector('simple', coalesce(name, '') || ' ' || coalesce(biography, '')));
CREATE INDEX IF NOT EXISTS idx_reviews_search ON reviews USING gin (to_tsvector('simple', coalesce(body, '')));
CREATE INDEX IF NOT EXISTS idx_orders_customer_search ON orders USING gin (to_tsvector('simple', customer_name || ' ' || email));

-- Searches that ignore case
CREATE INDEX IF NOT EXISTS idx_orders_email_lower ON orders (lower(email));
CREATE INDEX IF NOT EXISTS idx_artists_name_lower ON artists (lower(name));
CREATE INDEX IF NOT EXISTS idx_artworks_title_lower ON artworks (lower(title));

-- Parts of tables
CREATE INDEX IF NOT EXISTS idx_artworks_available ON artworks (price) WHERE status = 'AVAILABLE';
CREATE INDEX IF NOT EXISTS idx_artworks_featured ON artworks (created_at DESC) WHERE is_featured;
CREATE INDEX IF NOT EXISTS idx_orders_open ON orders (created_at) WHERE status IN ('NEW', 'CONFIRMED', 'PAID');
CREATE INDEX IF NOT EXISTS idx_orders_telegram ON orders (telegram_id) WHERE telegram_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS idx_reviews_visible ON reviews (artwork_id, created_at DESC) WHERE is_visible;
CREATE INDEX IF NOT EXISTS idx_payments_refunds ON payments (created_at) WHERE is_refund;
CREATE INDEX IF NOT EXISTS idx_collections_public ON collections (created_at DESC) WHERE is_public;

-- Lists
CREATE INDEX IF NOT EXISTS idx_artworks_status_price ON artworks (status, price DESC);
CREATE INDEX IF NOT EXISTS idx_artworks_category_created ON artworks (category_id, created_at DESC);
CREATE INDEX IF NOT EXISTS idx_artworks_artist_year ON artworks (artist_id, year DESC);
CREATE INDEX IF NOT EXISTS idx_artworks_views ON artworks (views DESC);
CREATE INDEX IF NOT EXISTS idx_favourites_artwork ON favourites (artwork_id, added_at DESC);
CREATE INDEX IF NOT EXISTS idx_orders_tags ON orders USING gin (tags);
CREATE INDEX IF NOT EXISTS idx_shipments_order ON shipments (order_id);
CREATE INDEX IF NOT EXISTS idx_cart_items_artwork ON cart_items (artwork_id);
CREATE INDEX IF NOT EXISTS idx_order_items_artwork ON order_items (artwork_id);
