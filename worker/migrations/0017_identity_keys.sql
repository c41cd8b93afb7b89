-- Keys with which a site's own server signs who somebody is. Several may be in force, so that they can be rotated.
CREATE TABLE identity_keys (
  site TEXT NOT NULL,
  id TEXT NOT NULL,                            -- `kid` of the tokens
  algorithm TEXT NOT NULL,                     -- HS256 | ES256
  material TEXT NOT NULL,                      -- HS256: the secret, sealed; ES256: the public key as JWK
  created_at INTEGER NOT NULL,
  revoked_at INTEGER,
  PRIMARY KEY (site, id)
) STRICT, WITHOUT ROWID;
