#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/opensslv.h>
#include <openssl/pem.h>

#include "../lazy.h"

#define CRYPTO_FUNCTIONS(F)                                                                      \
  F(BIO_new_mem_buf) F(BIO_free) F(PEM_read_bio_PrivateKey) F(PEM_read_bio_PUBKEY)               \
  F(EVP_PKEY_new_raw_public_key) F(EVP_PKEY_get_raw_public_key) F(EVP_PKEY_get_id)               \
  F(EVP_PKEY_free) F(EVP_MD_CTX_new) F(EVP_MD_CTX_free) F(EVP_DigestSignInit)                    \
  F(EVP_DigestSign) F(EVP_DigestVerifyInit) F(EVP_DigestVerify)

// The library's number is that of the header's version.
#define CRYPTO_FILE_OF(version) "libcrypto.so." #version
#define CRYPTO_FILE(version) CRYPTO_FILE_OF(version)
LAZY_LIBRARY(crypto, CRYPTO_FUNCTIONS, CRYPTO_FILE(OPENSSL_SHLIB_VERSION))
