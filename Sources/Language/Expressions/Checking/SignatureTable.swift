/// Every form of every operator and function but comparisons, `in`, macros, and `math.greatest` and
/// `math.least`, one a line; `A` and `B` stand for any type.
let signatureTable = """
  +(int, int) int
  +(uint, uint) uint
  +(double, double) double
  +(decimal, decimal) decimal
  +(decimal, int) decimal
  +(int, decimal) decimal
  -(int, int) int
  -(uint, uint) uint
  -(double, double) double
  -(decimal, decimal) decimal
  -(decimal, int) decimal
  -(int, decimal) decimal
  *(int, int) int
  *(uint, uint) uint
  *(double, double) double
  *(decimal, decimal) decimal
  *(decimal, int) decimal
  *(int, decimal) decimal
  /(int, int) int
  /(uint, uint) uint
  /(double, double) double
  /(decimal, decimal) double
  /(decimal, int) double
  /(int, decimal) double
  %(int, int) int
  %(uint, uint) uint
  +(string, string) string
  +(bytes, bytes) bytes
  +(list<A>, list<A>) list<A>
  +(duration, duration) duration
  +(timestamp, duration) timestamp
  +(duration, timestamp) timestamp
  -(timestamp, timestamp) duration
  -(timestamp, duration) timestamp
  -(duration, duration) duration
  -(int) int
  -(double) double
  -(decimal) decimal
  -(duration) duration
  !(bool) bool
  size(string) int
  string.size() int
  size(bytes) int
  bytes.size() int
  size(list<A>) int
  list<A>.size() int
  size(map<A, B>) int
  map<A, B>.size() int
  type(A) type
  dyn(A) dyn
  bool(bool) bool
  bool(string) bool
  int(int) int
  int(uint) int
  int(double) int
  int(decimal) int
  int(string) int
  int(timestamp) int
  uint(int) uint
  uint(uint) uint
  uint(double) uint
  uint(string) uint
  double(int) double
  double(uint) double
  double(double) double
  double(decimal) double
  double(string) double
  decimal(int) decimal
  decimal(decimal) decimal
  decimal(string) decimal
  string(bool) string
  string(int) string
  string(uint) string
  string(double) string
  string(decimal) string
  string(string) string
  string(bytes) string
  string(timestamp) string
  string(duration) string
  string(date) string
  bytes(bytes) bytes
  bytes(string) bytes
  timestamp(timestamp) timestamp
  timestamp(string) timestamp
  timestamp(int) timestamp
  duration(duration) duration
  duration(string) duration
  date(date) date
  date(string) date
  date(timestamp) date
  date(timestamp, string) date
  string.contains(string) bool
  string.startsWith(string) bool
  string.endsWith(string) bool
  string.matches(string) bool
  matches(string, string) bool
  string.charAt(int) string
  string.indexOf(string) int
  string.indexOf(string, int) int
  string.lastIndexOf(string) int
  string.lastIndexOf(string, int) int
  list<string>.join() string
  list<string>.join(string) string
  string.lowerAscii() string
  string.upperAscii() string
  string.trim() string
  string.reverse() string
  string.replace(string, string) string
  string.replace(string, string, int) string
  string.split(string) list<string>
  string.split(string, int) list<string>
  string.substring(int) string
  string.substring(int, int) string
  string.format(list<dyn>) string
  strings.quote(string) string
  timestamp.getFullYear() int
  timestamp.getFullYear(string) int
  timestamp.getMonth() int
  timestamp.getMonth(string) int
  timestamp.getDate() int
  timestamp.getDate(string) int
  timestamp.getDayOfMonth() int
  timestamp.getDayOfMonth(string) int
  timestamp.getDayOfWeek() int
  timestamp.getDayOfWeek(string) int
  timestamp.getDayOfYear() int
  timestamp.getDayOfYear(string) int
  timestamp.getHours() int
  timestamp.getHours(string) int
  timestamp.getMinutes() int
  timestamp.getMinutes(string) int
  timestamp.getSeconds() int
  timestamp.getSeconds(string) int
  timestamp.getMilliseconds() int
  timestamp.getMilliseconds(string) int
  duration.getHours() int
  duration.getMinutes() int
  duration.getSeconds() int
  duration.getMilliseconds() int
  date.year() int
  date.rocYear() int
  date.month() int
  date.day() int
  date.weekday() int
  addDays(date, int) date
  addMonths(date, int) date
  daysBetween(date, date) int
  ageOn(date, date) int
  isWorkingDay(date) bool
  addWorkingDays(date, int) date
  workingDaysBetween(date, date) int
  math.ceil(double) double
  math.ceil(decimal) decimal
  math.floor(double) double
  math.floor(decimal) decimal
  math.round(double) double
  math.round(decimal) decimal
  math.trunc(double) double
  math.trunc(decimal) decimal
  math.isNaN(double) bool
  math.isInf(double) bool
  math.isFinite(double) bool
  math.abs(int) int
  math.abs(uint) uint
  math.abs(double) double
  math.sign(int) int
  math.sign(uint) uint
  math.sign(double) double
  math.abs(decimal) decimal
  math.sign(decimal) int
  math.sqrt(int) double
  math.sqrt(uint) double
  math.sqrt(double) double
  math.bitAnd(int, int) int
  math.bitAnd(uint, uint) uint
  math.bitOr(int, int) int
  math.bitOr(uint, uint) uint
  math.bitXor(int, int) int
  math.bitXor(uint, uint) uint
  math.bitNot(int) int
  math.bitNot(uint) uint
  math.bitShiftLeft(int, int) int
  math.bitShiftLeft(uint, int) uint
  math.bitShiftRight(int, int) int
  math.bitShiftRight(uint, int) uint
  optional.of(A) optional<A>
  optional.none() optional<A>
  optional.ofNonZeroValue(A) optional<A>
  optional<A>.hasValue() bool
  optional<A>.value() A
  optional<A>.or(optional<A>) optional<A>
  optional<A>.orValue(A) A
  """
