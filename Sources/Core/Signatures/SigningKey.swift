import CLibCrypto

/// Why a key cannot be used.
public enum KeyError: Error, Sendable, Hashable {
  /// The text holds no key in PEM, or the key is protected by a passphrase.
  case unreadable
  /// The key is not one of Ed25519.
  case otherKind
  /// The library refused to sign.
  case notSigned
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
    guard let context = EVP_MD_CTX_new() else { throw .notSigned }
    defer { EVP_MD_CTX_free(context) }
    var signature = [UInt8](repeating: 0, count: 64)
    var count = signature.count
    guard EVP_DigestSignInit(context, nil, nil, nil, key.pointer) == 1,
      EVP_DigestSign(context, &signature, &count, message, message.count) == 1, count == 64
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
    guard bytes.count == 32,
      let pointer = EVP_PKEY_new_raw_public_key(NID_ED25519, nil, bytes, bytes.count)
    else { throw .unreadable }
    key = Key(pointer)
  }

  /// Reads a public key in PEM, as `openssl pkey -pubout` writes it.
  public init(pem: [UInt8]) throws(KeyError) {
    key = try Key.read(pem, isPrivate: false)
  }

  /// The 32 bytes of the key.
  public var bytes: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 32)
    var count = bytes.count
    EVP_PKEY_get_raw_public_key(key.pointer, &bytes, &count)
    return bytes
  }

  /// Whether a signature is that of a message under this key.
  public func accepts(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    guard signature.count == 64, let context = EVP_MD_CTX_new() else { return false }
    defer { EVP_MD_CTX_free(context) }
    return EVP_DigestVerifyInit(context, nil, nil, nil, key.pointer) == 1
      && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
  }
}

/// A key in the library's form, given back with the last reference.
private final class Key {
  let pointer: OpaquePointer

  init(_ pointer: OpaquePointer) { self.pointer = pointer }

  deinit { EVP_PKEY_free(pointer) }

  static func read(_ pem: [UInt8], isPrivate: Bool) throws(KeyError) -> Key {
    guard let source = BIO_new_mem_buf(pem, Int32(clamping: pem.count)) else { throw .unreadable }
    defer { BIO_free(source) }
    // A protected key is refused: nobody is asked for a passphrase in the middle of a run.
    let found =
      isPrivate
      ? PEM_read_bio_PrivateKey(source, nil, { _, _, _, _ in -1 }, nil)
      : PEM_read_bio_PUBKEY(source, nil, { _, _, _, _ in -1 }, nil)
    guard let found else { throw .unreadable }
    let key = Key(found)
    guard EVP_PKEY_get_id(found) == NID_ED25519 else { throw .otherKind }
    return key
  }
}
