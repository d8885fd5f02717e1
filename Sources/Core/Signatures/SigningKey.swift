import CLibCrypto

/// Why a key cannot be used.
public enum KeyError: Error, Sendable, Hashable {
  /// The text holds no key in PEM, or the key is protected by a passphrase.
  case unreadable
  /// The key is not one of Ed25519.
  case otherKind
  /// The library refused to sign.
  case notSigned
  /// libcrypto is not installed, so that nothing can be said of the key.
  case missingLibrary
}

/// A private key of Ed25519 (RFC 8032), with which evidence is sealed.
public struct SigningKey {
  private let key: Key

  /// Reads a private key in PEM (PKCS #8), as `openssl genpkey -algorithm ed25519` writes it.
  public init(pem: [UInt8]) throws(KeyError) {
    key = try Key.read(pem, isPrivate: true)
  }

  /// The key with which others check the signatures.
  public var verificationKey: VerificationKey { VerificationKey(key: key) }

  /// The 64 bytes of the signature of a message; the same key and message give the same bytes.
  public func signature(of message: [UInt8]) throws(KeyError) -> [UInt8] {
    let crypto = key.crypto
    guard let context = crypto.EVP_MD_CTX_new() else { throw .notSigned }
    defer { crypto.EVP_MD_CTX_free(context) }
    var signature = [UInt8](repeating: 0, count: 64)
    var count = signature.count
    guard crypto.EVP_DigestSignInit(context, nil, nil, nil, key.pointer) == 1,
      crypto.EVP_DigestSign(context, &signature, &count, message, message.count) == 1, count == 64
    else { throw .notSigned }
    return signature
  }
}

/// A public key of Ed25519.
public struct VerificationKey {
  private let key: Key

  fileprivate init(key: Key) { self.key = key }

  /// Creates a key from its 32 bytes.
  public init(bytes: [UInt8]) throws(KeyError) {
    guard let crypto = crypto_load() else { throw .missingLibrary }
    guard bytes.count == 32,
      let pointer = crypto.pointee.EVP_PKEY_new_raw_public_key(NID_ED25519, nil, bytes, bytes.count)
    else { throw .unreadable }
    key = Key(pointer, crypto.pointee)
  }

  /// The key of 32 bytes, or `nil` where they are none; fails only where libcrypto is not installed.
  public static func known(_ bytes: [UInt8]) throws(KeyError) -> VerificationKey? {
    do throws(KeyError) {
      return try VerificationKey(bytes: bytes)
    } catch .missingLibrary {
      throw .missingLibrary
    } catch {
      return nil
    }
  }

  /// Reads a public key in PEM, as `openssl pkey -pubout` writes it.
  public init(pem: [UInt8]) throws(KeyError) {
    key = try Key.read(pem, isPrivate: false)
  }

  /// The 32 bytes of the key.
  public var bytes: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 32)
    var count = bytes.count
    _ = key.crypto.EVP_PKEY_get_raw_public_key(key.pointer, &bytes, &count)
    return bytes
  }

  /// Whether a signature is that of a message under this key.
  public func accepts(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    let crypto = key.crypto
    guard signature.count == 64, let context = crypto.EVP_MD_CTX_new() else { return false }
    defer { crypto.EVP_MD_CTX_free(context) }
    return crypto.EVP_DigestVerifyInit(context, nil, nil, nil, key.pointer) == 1
      && crypto.EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
  }
}

/// A key in the library's form, given back with the last reference.
private final class Key {
  let pointer: OpaquePointer
  let crypto: crypto_functions

  init(_ pointer: OpaquePointer, _ crypto: crypto_functions) {
    self.pointer = pointer
    self.crypto = crypto
  }

  deinit { crypto.EVP_PKEY_free(pointer) }

  static func read(_ pem: [UInt8], isPrivate: Bool) throws(KeyError) -> Key {
    guard let library = crypto_load() else { throw .missingLibrary }
    let crypto = library.pointee
    guard let source = crypto.BIO_new_mem_buf(pem, Int32(clamping: pem.count)) else {
      throw .unreadable
    }
    defer { _ = crypto.BIO_free(source) }
    // A protected key is refused: nobody is asked for a passphrase in the middle of a run.
    let found =
      isPrivate
      ? crypto.PEM_read_bio_PrivateKey(source, nil, { _, _, _, _ in -1 }, nil)
      : crypto.PEM_read_bio_PUBKEY(source, nil, { _, _, _, _ in -1 }, nil)
    guard let found else { throw .unreadable }
    let key = Key(found, crypto)
    guard crypto.EVP_PKEY_get_id(found) == NID_ED25519 else { throw .otherKind }
    return key
  }
}
